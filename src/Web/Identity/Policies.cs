using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;

namespace Xinqiao.Web.Identity;

/// <summary>
/// Who may enter which folder; whoever enters one inside another must be let in by both. Everything not named here is closed; what
/// somebody may see or do inside a folder is asked of the gate and of the deciders.
/// </summary>
public static class Policies
{
    private static readonly (string Folder, Role[] Roles)[] Folders =
    [
        ("/Desk", [Role.Registrar, Role.Router, Role.Handler, Role.UnitHead, Role.Reviewer, Role.ReviewHead, Role.Supervisor, Role.DisciplineLiaison, .. Posts.Administrators]),
        ("/Petitions/Staff", [Role.Registrar, Role.Router]),
        ("/Matters/Staff", [Role.Registrar, Role.Router, Role.Handler, Role.UnitHead, Role.Reviewer, Role.ReviewHead, Role.Supervisor]),
        ("/Documents/Staff", [Role.Registrar, Role.Router, Role.Handler, Role.UnitHead, Role.Reviewer, Role.ReviewHead, Role.Supervisor, Role.DisciplineLiaison]),
        ("/Search", [Role.Registrar, Role.Router, Role.Handler, Role.UnitHead, Role.Reviewer, Role.ReviewHead, Role.Supervisor]),
        ("/Analysis", [Role.Registrar, Role.Router, Role.Supervisor]),
        ("/Units/Staff", [Role.Registrar, Role.Router, Role.Handler, Role.UnitHead, Role.Supervisor]),
        ("/Attachments/Staff", [Role.Registrar, Role.Router, Role.Handler, Role.UnitHead, Role.Reviewer, Role.ReviewHead, Role.DisciplineLiaison]),
        ("/Attachments/Sorting", [Role.Registrar, Role.Router]),
        ("/Matters/Sealed", [Role.DisciplineLiaison]),
        ("/Matters/Extracts", [Role.Handler, Role.UnitHead]),
        ("/Matters/Erasures", [Role.Registrar, Role.Router, Role.Handler, Role.UnitHead, Role.Supervisor, Role.DisciplineLiaison]),
        ("/Matters/Reviews", [Role.Registrar, Role.Router, Role.Reviewer, Role.ReviewHead]),
        ("/Matters/Requests", [Role.Registrar, Role.Router, Role.DisciplineLiaison]),
        ("/Matters/Retention", [Role.Router, Role.Supervisor, Role.DisciplineLiaison]),
        ("/Administration", [Role.Administrator, Role.SecurityAdministrator]),
        ("/Administration/Setup", [Role.Administrator]),
        ("/Administration/Access", [Role.SecurityAdministrator]),
        ("/Registers", [Role.Supervisor, Role.AuditAdministrator]),
        ("/Registers/Audit", [Role.AuditAdministrator]),
        ("/Identity/Own", [.. Posts.Held]),
    ];

    private static readonly string[] Open = ["/Home", "/Answers", "/Petitions/Citizen", "/Matters/Citizen", "/Notices/Citizen", "/Identity/Pages", "/Serving/Pages", "/Ledger", "/Partners"];

    public static void Add(AuthorizationOptions options)
    {
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        foreach (var (folder, roles) in Folders)
            options.AddPolicy(folder, p => p.RequireAuthenticatedUser().RequireRole(roles.Select(Words.Of)));
    }

    public static void Apply(PageConventionCollection conventions)
    {
        foreach (var (folder, _) in Folders) conventions.AuthorizeFolder(folder, folder);
        foreach (var folder in Open) conventions.AllowAnonymousToFolder(folder);
    }
}
