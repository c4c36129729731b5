using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;

namespace Xinqiao.Web.Language;

// A page writes Chinese. For a reader of English its own markup, and every Phrase written into it, are told in English; a string is
// written as it is, since it may be what somebody typed. The framework has two roots for what a .cshtml file becomes, hence two classes.

/// <summary>A part of a page, or a layout: <c>_ViewImports.cshtml</c> makes every view one.</summary>
public abstract class ViewInTwoLanguages<TModel> : RazorPage<TModel>
{
    public bool ReadsEnglish => Reader.ReadsEnglish(Context);

    public string Tell(Phrase phrase) => Reader.Tell(Context, phrase);

    public override void WriteLiteral(string? value) =>
        base.WriteLiteral(value is not null && ReadsEnglish ? Reader.MarkupInEnglish(value) : value);

    public override void Write(object? value) => base.Write(value switch
    {
        Phrase phrase => Tell(phrase),
        ITold told => Tell(told.Told),
        _ => value,
    });
}

/// <summary>A page with an address of its own; it says <c>@inherits PageInTwoLanguages</c>.</summary>
public abstract class PageInTwoLanguages : Page
{
    public bool ReadsEnglish => Reader.ReadsEnglish(HttpContext);

    public string Tell(Phrase phrase) => Reader.Tell(HttpContext, phrase);

    public override void WriteLiteral(string? value) =>
        base.WriteLiteral(value is not null && ReadsEnglish ? Reader.MarkupInEnglish(value) : value);

    public override void Write(object? value) => base.Write(value switch
    {
        Phrase phrase => Tell(phrase),
        ITold told => Tell(told.Told),
        _ => value,
    });
}
