using System.CommandLine;
using System.Diagnostics;
using Xinqiao.Core.Matching;

namespace Xinqiao.Web.Commands;

/// <summary>Trains a classifier from labelled messages and writes it to a file; its other verbs learn from a database.</summary>
internal static class TrainVerb
{
    public static Command Make(Terminal terminal)
    {
        var files = new Option<string[]>("--in")
        {
            HelpName = "FILE",
            Description = "已分类的信访件，每行一个 JSON，含 label 及 title、detail 之一或两者，可为 .gz，可多个 / labelled messages, JSON lines, plain or .gz",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var model = new Option<string>("--out") { HelpName = "MODEL", Description = "写出的模型文件 / the model file to write", Required = true };
        var domain = new Command("domain", "训练内容分类模型 / trains the classifier of content domains") { files, model };
        domain.SetAction((parsed, stop) => Train(terminal, parsed.GetRequiredValue(files), parsed.GetRequiredValue(model), stop));
        return new Command("train", "训练分类模型 / trains the models of suggestions")
        {
            domain, TrainOfficeVerb.Make(terminal), TrainOfficeVerb.MakeCheck(terminal),
        };
    }

    private static async Task<int> Train(Terminal terminal, string[] files, string output, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var (messages, bad) = (new List<LabelledMessage>(), 0);
        foreach (var file in files)
            await foreach (var line in LabelledLines.Read(file, stop))
            {
                if (line.Message is { } message)
                {
                    messages.Add(message);
                    continue;
                }

                bad++;
                await terminal.Error.WriteLineAsync($"{file} 第{line.Number}行 line {line.Number}：{line.Fault}");
            }

        if (messages.Count == 0)
            throw new VerbRefusedException("没有可以学习的行，未写出模型。", "No line can be learnt from; no model was written.");
        var labels = messages.SelectMany(m => m.Labels).Distinct().Count();
        if (labels > DomainTrainer.MostLabels)
            throw new VerbRefusedException(
                $"共有{labels}种 label，超过{DomainTrainer.MostLabels}种，看来 label 里不是分类。", $"{labels} different labels are no table of domains.");
        var trained = DomainTrainer.Train(messages);
        await Write(output, DomainModelFile.Write(trained.Model), stop);
        await terminal.Out.WriteLineAsync(Summary(messages.Count, trained, watch.Elapsed));
        return bad > 0 ? CommandLine.BadInput : 0;
    }

    // Beside the file and then in its place, so that whoever reads meanwhile has the old model or the new one.
    private static async Task Write(string output, byte[] model, CancellationToken stop)
    {
        var beside = output + ".part";
        await File.WriteAllBytesAsync(beside, model, stop);
        File.Move(beside, output, overwrite: true);
    }

    private static string Summary(int messages, TrainedDomains trained, TimeSpan took)
    {
        var onTitles = trained.Titles > 0 ? $"只看标题（{trained.Titles:N0}件）{trained.TitleF1:0.000}" : "";
        var onDetails = trained.Details > 0 ? $"只看正文（{trained.Details:N0}件）{trained.DetailF1:0.000}" : "";
        return $"训练完成：读入{messages:N0}件，{trained.Model.Labels.Count}类（{string.Join('、', trained.Model.Labels)}），用时{took.TotalSeconds:0.0}秒。"
               + $"在未见过的信访件上，宏平均F1：{string.Join('，', new[] { onTitles, onDetails }.Where(part => part != ""))}。"
               + $" Trained from {messages} messages.";
    }
}
