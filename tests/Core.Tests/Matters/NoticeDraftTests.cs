using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class NoticeDraftTests
{
    public static TheoryData<Route> Routes => [.. Words.All<Route>()];

    [Theory]
    [MemberData(nameof(Routes))]
    public void Every_route_has_a_text_to_begin_from_and_says_when_it_is_the_right_one(Route route) =>
        Assert.All([NoticeDraft.Procedure(route), NoticeDraft.When(route).ToString(), NoticeDraft.Then(route).ToString()], Assert.NotEmpty);

    [Theory]
    [MemberData(nameof(Routes))]
    public void A_draft_with_blanks_is_not_issued_and_one_without_is(Route route)
    {
        var given = Given.Received();
        var draft = NoticeDraft.Procedure(route);
        Decision Issue(string text) => Notice.Issue(
            given.Matter, route, text, Some.Housing, given.ActOf(Some.Handler), Some.Diversion);

        if (draft.Contains(NoticeDraft.Blank, StringComparison.Ordinal)) Issue(draft).Refused("blank-left", NoticeDraft.Source);
        Issue(draft.Replace(NoticeDraft.Blank, "崇川区人民法院", StringComparison.Ordinal)).Event<NoticeIssued>();
    }
}
