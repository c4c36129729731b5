# Sourced by the campaigns: the loader, a folder that goes with the script, databases on the test server, and the sum.

loader=artifacts/bin/Loader/release/Xinqiao.Loader
folder=$(mktemp -d /tmp/xinqiao-campaign.XXXXXX)
databases=()
passed=0 failed=0

clean() {
    for name in "${databases[@]}"; do on_server -c "DROP DATABASE IF EXISTS $name WITH (FORCE)" >/dev/null; done
    rm -rf "$folder"
}
trap clean EXIT

# Says what was found; counts it.
pass() { passed=$((passed + 1)) && echo "ok: $*"; }
fail() { failed=$((failed + 1)) && echo "FAILED: $*"; }
expect() { if "${@:2}"; then pass "$1"; else fail "$1"; fi; }

sum() {
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
}

# Reads one key of XINQIAO_TEST_POSTGRES.
of_server() { tr ';' '\n' <<<"$XINQIAO_TEST_POSTGRES" | sed -n "s/^$1=//p"; }

# psql as the ordinary user of the test server, whose databases these are.
on_server() {
    PGPASSWORD=$(of_server Password) psql -X -q -A -t -v ON_ERROR_STOP=1 \
        -h "$(of_server Host)" -p "$(of_server Port)" -U "$(of_server Username)" -d postgres "$@"
}

# Makes an empty database; its connection string is then in $address.
make_database() {
    on_server -c "CREATE DATABASE $1"
    databases+=("$1")
    address=${XINQIAO_TEST_POSTGRES/Database=postgres/Database=$1}
}
