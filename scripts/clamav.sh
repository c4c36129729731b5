# Sourced by ./test: a private virus scanner that knows one signature and lives as long as the script.

clamd_program() { command -v clamd || { [ -x /usr/sbin/clamd ] && echo /usr/sbin/clamd; } || true; }

# Starts clamd with the test file of EICAR as its only signature and exports XINQIAO_TEST_CLAMD, the path of its socket.
# Nothing is downloaded: the signature is the one published for tests.
start_clamav() {
    local program
    program=$(clamd_program)
    if [ -z "$program" ]; then return; fi # its tests are skipped by name

    scanner=$(mktemp -d /tmp/xinqiao-clamd.XXXXXX) # a socket's path has to be short
    chmod 755 "$scanner"
    mkdir "$scanner/signatures"
    local eicar='X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'
    echo "Xinqiao.Eicar:0:*:$(printf %s "$eicar" | od -An -v -tx1 | tr -d ' \n')" >"$scanner/signatures/eicar.ndb"
    printf '%s\n' "DatabaseDirectory $scanner/signatures" "LocalSocket $scanner/socket" "LocalSocketMode 666" \
        "PidFile $scanner/pid" "LogFile $scanner/log" "Foreground yes" "StreamMaxLength 30M" >"$scanner/clamd.conf"
    "$program" --config-file="$scanner/clamd.conf" >"$scanner/output" 2>&1 &
    scanner_process=$!
    local waited
    for waited in $(seq 100); do
        if [ -S "$scanner/socket" ]; then export XINQIAO_TEST_CLAMD=$scanner/socket && return; fi
        kill -0 "$scanner_process" 2>/dev/null || break
        sleep 0.1
    done
    echo "clamd did not start; its tests are skipped by name:" >&2
    cat "$scanner/output" "$scanner/log" >&2 2>/dev/null || true
}

stop_clamav() {
    if [ -n "${scanner_process:-}" ]; then kill "$scanner_process" 2>/dev/null || true; wait "$scanner_process" 2>/dev/null || true; fi
    if [ -n "${scanner:-}" ]; then rm -rf "$scanner"; fi
}
