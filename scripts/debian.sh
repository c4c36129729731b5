# Sourced by ./test: what the tests need from Debian beside the .NET SDK.

# Prints the browser of the journeys, or nothing. The one without windows takes a third less of the processor.
chromium_program() { command -v chromium-headless-shell || command -v chromium || true; }

# Prints the Debian packages the tests need and this machine lacks.
missing_packages() {
    [ -n "$(chromium_program)" ] || echo chromium-headless-shell
    [ -n "$(fc-list :lang=zh 2>/dev/null)" ] || echo fonts-noto-cjk
    [ -n "$(postgres_programs)" ] || echo postgresql
    command -v zbarimg >/dev/null || echo zbar-tools
    command -v soffice >/dev/null || echo libreoffice-writer-nogui
    command -v pdftotext >/dev/null || echo poppler-utils
    [ -n "$(clamd_program)" ] || echo clamav-daemon
    command -v go >/dev/null || echo golang-go
    [ -d /usr/share/gocode/src/golang.org/x/mod ] || echo golang-golang-x-mod-dev
    /usr/bin/python3 -c 'import cryptography' 2>/dev/null || echo python3-cryptography
    /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || echo python3-aiosmtpd
}

install_packages() {
    local as_root=()
    if [ "$(id -u)" != 0 ]; then as_root=(sudo); fi
    "${as_root[@]}" apt-get update -q &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

# Installs what is missing. Where that fails, says what to install; without CI=true the tests that need it are skipped by name.
install_missing() {
    local missing
    mapfile -t missing < <(missing_packages)
    if [ ${#missing[@]} = 0 ]; then return; fi

    echo "installing from Debian: ${missing[*]}"
    install_packages "${missing[@]}" || install_packages "${missing[@]}" || true # mirrors fail now and then: once more

    mapfile -t missing < <(missing_packages)
    if [ ${#missing[@]} = 0 ]; then return; fi
    echo "Could not install: ${missing[*]}. Please run: apt-get install ${missing[*]}" >&2
    if [ "${CI:-}" = true ]; then exit 1; fi
    echo "Going on without; the tests that need them are skipped by name." >&2
}
