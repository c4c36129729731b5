using Xinqiao.Web.Commands;

return await CommandLine.Run(args);
