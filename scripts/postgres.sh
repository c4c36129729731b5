# Sourced by ./test: a private PostgreSQL cluster that lives as long as the script.

# Prints the folder of the newest PostgreSQL's programs, or nothing.
postgres_programs() { find /usr/lib/postgresql -path '*/bin/initdb' -printf '%h\n' 2>/dev/null | sort -V | tail -n 1; }

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

free_port() {
    local port=$((RANDOM % 12000 + 20000))
    while (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((RANDOM % 12000 + 20000)); done
    echo "$port"
}

# Starts the cluster with durability as shipped and exports XINQIAO_TEST_POSTGRES, a connection string of an ordinary user, as an office gives
# one to the program, who may make databases and look at what others do; and XINQIAO_TEST_POSTGRES_ADMIN, of a superuser.
#   start_postgres [OPTION...]   of the server, such as -c wal_recycle=off
start_postgres() {
    local programs port password
    programs=$(postgres_programs)
    if [ -z "$programs" ]; then return; fi # its tests are skipped by name

    cluster=$(mktemp -d /tmp/xinqiao-test.XXXXXX) # a socket's path has to be short
    port=$(free_port)
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    echo "$password" >"$cluster/password"
    if [ "$(id -u)" = 0 ]; then chown -R postgres "$cluster"; fi

    as_postgres "$programs/initdb" -D "$cluster/data" -U postgres --pwfile="$cluster/password" \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >"$cluster/initdb.log"
    as_postgres "$programs/pg_ctl" -D "$cluster/data" -l "$cluster/server.log" -s -w \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$cluster $*" start
    export XINQIAO_TEST_POSTGRES_ADMIN="Host=127.0.0.1;Port=$port;Username=postgres;Password=$password;Database=postgres"
    export XINQIAO_TEST_POSTGRES=${XINQIAO_TEST_POSTGRES_ADMIN/Username=postgres/Username=xinqiao_tests}
    PGPASSWORD=$password "$programs/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U postgres -d postgres <<SQL
CREATE ROLE xinqiao_tests LOGIN CREATEDB PASSWORD '$password';
GRANT CREATE ON DATABASE postgres TO xinqiao_tests;
GRANT pg_monitor, pg_checkpoint TO xinqiao_tests;
GRANT EXECUTE ON FUNCTION pg_switch_wal() TO xinqiao_tests;
SQL
}

stop_postgres() {
    if [ -z "${cluster:-}" ]; then return; fi
    if [ -e "$cluster/data/postmaster.pid" ]; then
        as_postgres "$(postgres_programs)/pg_ctl" -D "$cluster/data" -s -m immediate stop
    fi
    rm -rf "$cluster"
}
