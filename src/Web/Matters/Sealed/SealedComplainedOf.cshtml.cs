using Xinqiao.Web.Identity;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Sealed;

/// <summary>登记被反映单位 of what is sealed, by the liaison.</summary>
public sealed class SealedComplainedOfModel(Casework casework, UnitQueries units, People people) : ComplainedOfModel(casework, units, people);
