using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Web.Serving;

namespace Xinqiao.Web.Partners;

/// <summary>The description of the interface as a page, for partners' developers.</summary>
public sealed class ReferenceModel : PageModel
{
    // Scalar writes its styles into the page while it runs, so this one route allows them. No script is loosened, nothing comes from
    // elsewhere, and nobody's data stands here.
    public void OnGet() => Response.Headers.ContentSecurityPolicy = SecurityHeaders.WithInlineStyles;
}
