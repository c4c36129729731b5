using System.Runtime.InteropServices;

namespace Xinqiao.Web.Commands;

/// <summary>Whether the kernel knows its clock to be kept right from outside.</summary>
internal static partial class SystemClock
{
    // adjtimex(2) answers TIME_ERROR where the clock is not synchronised. The structure is shorter than this everywhere.
    private const int TimeError = 5, StructureBytes = 512;

    /// <summary>True only where the kernel says so; false where it cannot be asked.</summary>
    public static bool IsUnsynchronised()
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            // All zero: nothing is to be set.
            return AdjustTime(new byte[StructureBytes]) == TimeError;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "adjtimex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int AdjustTime([In, Out] byte[] structure);
}
