using System.Text;
using Xinqiao.Verifier;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return Checks.Run(args, Console.In, Console.Out, Console.Error);
