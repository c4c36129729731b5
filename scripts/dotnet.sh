# Sourced by ./xinqiao and ./test. Expects $root, the folder of the repository.

# A built executable looks for a runtime in the usual places only; an SDK unpacked elsewhere has to be named.
if [ -z "${DOTNET_ROOT:-}" ] && command -v dotnet >/dev/null; then
    DOTNET_ROOT=$(dirname "$(readlink -f "$(command -v dotnet)")")
    export DOTNET_ROOT
fi
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# Goes on where the SDK that global.json asks for is there; otherwise says what to do.
require_sdk() {
    if command -v dotnet >/dev/null && (cd "$root" && dotnet --version) >/dev/null 2>&1; then return; fi
    cat >&2 <<'MESSAGE'
信桥需要 .NET SDK 10.0（10.0.100 或更高的 10.0.x 版本），本机没有找到。
请从 https://dotnet.microsoft.com/download/dotnet/10.0 安装，确认 dotnet --list-sdks 列出 10.0.x 后重试。

Xinqiao needs the .NET SDK 10.0 (10.0.100 or a later 10.0.x), and it was not found on this machine.
Install it from https://dotnet.microsoft.com/download/dotnet/10.0, check that
dotnet --list-sdks shows a 10.0.x, and try again.
MESSAGE
    exit 1
}
