using Xinqiao.Web.Citizens;

namespace Xinqiao.Web.Notices;

/// <summary>
/// What is written to a petitioner's telephone or e-mail. Whoever reads it over a shoulder learns nothing of the matter, not even that
/// somebody petitions; the gateway adds the sender's registered name, which the office chooses.
/// </summary>
public static class Messages
{
    public static Message OneTimeCode(Contact contact, string code, DateTimeOffset at) => new(
        contact.To, contact.By, $"您的验证码是{code}，{QueryCodes.OneTimeMinutes}分钟内有效。请不要告诉任何人。", at);

    /// <summary>A document lies on the platform: that something waits, never what.</summary>
    public static Message SomethingWaits(Contact contact, DateTimeOffset at) => new(
        contact.To, contact.By, "有一份文书等您查看，请凭编号和查询码登录后打开。请不要把查询码告诉任何人。", at);

    /// <summary>A request about personal data was answered.</summary>
    public static Message AnswerWaits(Contact contact, DateTimeOffset at) => new(
        contact.To, contact.By, "您提出的请求有了答复，请凭编号和查询码登录后查看。请不要把查询码告诉任何人。", at);

    /// <summary>To the contact that was registered before: so that a change somebody else had made does not stay unnoticed.</summary>
    public static Message ContactCorrected(Contact contact, DateTimeOffset at) => new(
        contact.To, contact.By, "您登记的联系方式刚刚更正，以后的消息不再发到这里。如果不是您本人提出的，请尽快到接待窗口核实。", at);

    /// <summary>So that a code which somebody else had replaced at the counter does not stay unnoticed.</summary>
    public static Message CodeReissued(Contact contact, DateTimeOffset at) => new(
        contact.To, contact.By, "您的查询码刚刚在窗口补发，原来的已经作废。如果不是您本人去办的，请尽快到接待窗口核实。", at);
}
