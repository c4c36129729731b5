using Xinqiao.Core;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>The button that does what a page is for.</summary>
/// <param name="IsGrave">It cannot be taken back.</param>
public sealed record PetitionersButton(string Value, Phrase Text, bool IsGrave = false);
