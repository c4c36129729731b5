using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Serving.Pages;

/// <summary>What went wrong, in words that say what to do; never an internal detail.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class ErrorModel(CaseStore store) : PageModel
{
    public Phrase Heading { get; private set; } = "出了点问题";
    public Phrase Advice { get; private set; } = "";

    // The code is ours and stands in the address; a form may have a field of that name.
    public void OnGet([FromQuery] int? code) => Show(code);

    public void OnPost([FromQuery] int? code) => Show(code);

    private void Show(int? code)
    {
        var error = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        (Heading, Advice) = (code, error) switch
        {
            (404, _) or (_, NoSuchCaseException) => ("没有这个页面", "网址可能抄错了，或者您的岗位不能看这个页面。请从首页或“今天”重新进入。"),
            (403, _) => ("您的岗位不能看这个页面", "如需查看，请联系本单位管理员核对岗位。"),
            (400, _) => ("请求不完整", "页面可能已经过期。请返回上一页，刷新后再试一次；您写的内容还在上一页。"),
            (413, _) => ("提交的内容太大", "请删减后再提交。"),
            (_, { } e) => ("没有保存成功", store.Database.Explain(e) ?? "系统出错，已记入日志。请用原来的页面再提交一次，同一份内容不会重复登记。"),
            _ => ("出了点问题", "请稍后再试。"),
        };
    }
}
