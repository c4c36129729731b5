using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;

namespace Xinqiao.Storage.Tests.Samples;

/// <summary>An act out of a bag: mostly the next one of the plain path, now and then any other.</summary>
/// <param name="Case">Which of the cases it is about; a number beyond them files a new one.</param>
/// <param name="Act">Which act; the first half of the bag stands for “the next one”.</param>
public readonly record struct SampleStep(int Case, int Act, int Unit);

/// <summary>Cases that steps lead through at random. The decider refuses what does not fit; that is part of it.</summary>
public sealed class SampleHistory(Func<SamplePetition, Intent> file)
{
    private readonly List<(SamplePetition Petition, Unit Unit)> cases = [];
    private readonly List<int> done = [];

    public IReadOnlyList<(SamplePetition Petition, Unit Unit)> Cases => cases;

    public Intent Next(SampleStep step)
    {
        if (step.Case >= cases.Count) return File(step);
        var ((petition, unit), path) = (cases[step.Case], SampleActs.Path(cases[step.Case].Petition.Matter, cases[step.Case].Unit));
        if (step.Act >= path.Count) return path[Math.Min(done[step.Case]++, path.Count - 1)];
        Intent[] others =
        [
            SampleActs.Seal(petition.Matter), SampleActs.Unseal(petition.Matter), SampleActs.PassOn(petition.Matter, unit with { Kind = UnitKind.Discipline }),
            SampleActs.Notify(petition.Matter, unit, Route.AdministrativeProcedure), SampleActs.Register(petition.Matter, Purpose.Mixed),
            SampleActs.Link(petition.Matter, cases[0].Petition.Matter), SampleActs.WithdrawLink(petition.Matter, cases[0].Petition.Matter),
            SampleActs.PassOn(petition.Matter, unit), SampleActs.AskDisclosure(petition.Matter, unit),
            SampleActs.ApproveDisclosure(petition.Matter, SampleUnits.Head(unit)),
            SampleActs.Publish(petition.Matter, unit, petition.Matter.Value[1..]), SampleActs.WithdrawAnswer(petition.Matter),
            SampleActs.AskReview(petition.Matter),
        ];
        return step.Act < others.Length ? others[step.Act] : path[step.Act];
    }

    private Intent File(SampleStep step)
    {
        var petition = SamplePetition.New() with
        {
            Purpose = step.Act % 7 == 0 ? Purpose.Accusation : Purpose.Request,
            Name = step.Act % 5 == 0 ? null : "张三",
        };
        cases.Add((petition, SampleUnits.Competent[step.Unit % SampleUnits.Competent.Count]));
        done.Add(0);
        return file(petition);
    }
}
