using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Xinqiao.Core;
using Xinqiao.Web.Language;

namespace Xinqiao.Web.Layout;

/// <summary>
/// One field of a form: <c>&lt;field name="reason" label="理由"&gt;&lt;textarea&gt;…&lt;/field&gt;</c> becomes label, hint and control,
/// tied together for a screen reader. What the deciders refused about the field (ViewData "Refusals") stands beside it; a page that is
/// worked by keyboard says which field has the focus first (ViewData "Focus").
/// </summary>
[HtmlTargetElement("field", Attributes = "name,label")]
public sealed class FieldTag : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>The name that refusals use; also the control's id and name.</summary>
    public string Name { get; set; } = "";

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var wrong = ViewContext.ViewData["Refusals"] is IReadOnlyList<Refusal> refusals
            ? refusals.Where(r => r.Field == Name).ToList()
            : [];
        context.Items[typeof(FieldTag)] = (Name, Hint is not null, wrong.Count > 0, ViewContext.ViewData["Focus"] as string == Name);
        var control = await output.GetChildContentAsync();
        (output.TagName, output.TagMode) = ("div", TagMode.StartTagAndEndTag);
        output.Attributes.SetAttribute("class", wrong.Count > 0 ? "field wrong" : "field");
        output.Content.AppendHtml(Element("label", Told(Label), ("for", Name)));
        if (Hint is not null) output.Content.AppendHtml(Element("span", Told(Hint), ("class", "hint"), ("id", Name + "-hint")));
        if (wrong.Count > 0)
        {
            var error = Element("span", "", ("class", "error"), ("id", Name + "-error"));
            foreach (var refusal in wrong)
            {
                if (refusal != wrong[0]) error.InnerHtml.AppendHtml(new TagBuilder("br") { TagRenderMode = TagRenderMode.SelfClosing });
                error.InnerHtml.Append(Told(refusal.Reason) + " ");
                error.InnerHtml.AppendHtml(Element("span", Told(refusal.Basis.Told), ("class", "rule")));
            }

            output.Content.AppendHtml(error);
        }

        output.Content.AppendHtml(control);
    }

    private string Told(Phrase phrase) => Reader.Tell(ViewContext.HttpContext, phrase);

    private static TagBuilder Element(string tag, string text, params ReadOnlySpan<(string, string)> attributes)
    {
        var element = new TagBuilder(tag);
        foreach (var (name, value) in attributes) element.Attributes[name] = value;
        element.InnerHtml.Append(text);
        return element;
    }
}

/// <summary>The control inside a field: it gets the field's name and says what describes it.</summary>
[HtmlTargetElement("input", ParentTag = "field", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("select", ParentTag = "field")]
[HtmlTargetElement("textarea", ParentTag = "field")]
public sealed class FieldControlTag : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (name, hint, wrong, first) = ((string, bool, bool, bool))context.Items[typeof(FieldTag)];
        output.Attributes.SetAttribute("id", name);
        output.Attributes.SetAttribute("name", name);
        var describedBy = string.Join(' ', new[] { hint ? name + "-hint" : null, wrong ? name + "-error" : null }.OfType<string>());
        if (describedBy.Length > 0) output.Attributes.SetAttribute("aria-describedby", describedBy);
        if (wrong) output.Attributes.SetAttribute("aria-invalid", "true");
        if (first) output.Attributes.SetAttribute(new TagHelperAttribute("autofocus"));
    }
}
