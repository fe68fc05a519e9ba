# shellcheck shell=bash
# The measured servers: each on loopback, on the server's core, with its files in the measurement's own folder.

# Out of the way of what people run.
declare -A port_of=([echo]=18091 [redis]=18092 [postgres]=18093 [regard]=18094)
# For the load generator.
declare -A load_options=()
declare -A pid_of=()
start_deadline_s=30

# start NAME COMMAND...: in the background, until its port answers.
start() {
  local name=$1 port=${port_of[$1]} started_s=$SECONDS
  shift
  taskset -c "$server_core" "$@" >"$dir/$name.log" 2>&1 </dev/null &
  pid_of[$name]=$!
  until (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    if ((SECONDS - started_s > start_deadline_s)) || ! kill -0 "${pid_of[$name]}" 2>/dev/null; then
      say "$name does not start:"
      tail -n 20 "$dir/$name.log" >&2
      return 1
    fi
    sleep 0.05
  done
}

stop_servers() {
  if ((${#pid_of[@]})); then
    kill "${pid_of[@]}" 2>/dev/null || true
    wait "${pid_of[@]}" 2>/dev/null || true
  fi
  pid_of=()
}

start_echo() {
  load_options[echo]="--server echo --port ${port_of[echo]}"
  start echo "$bin/bench-echo" "${port_of[echo]}"
}

start_redis() {
  load_options[redis]="--server redis --port ${port_of[redis]}"
  mkdir "$dir/redis"
  # Every answer waits for the disk; nothing rewrites or snapshots in between.
  start redis redis-server --bind 127.0.0.1 --port "${port_of[redis]}" --dir "$dir/redis" --appendonly yes \
    --appendfsync always --auto-aof-rewrite-percentage 0 --save ''
}

# PostgreSQL refuses to run as root.
as_postgres=()
if ((EUID == 0)); then as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups); fi

start_postgres() {
  local programs data=$dir/postgres port=${port_of[postgres]}
  programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -n 1)
  load_options[postgres]="--server postgres --port $port --user bench --database postgres"
  chmod 755 "$dir"
  mkdir "$data"
  if ((EUID == 0)); then chown postgres: "$data"; fi
  "${as_postgres[@]}" "$programs/initdb" -D "$data" -U bench -A trust --no-sync >"$dir/initdb.log"
  # Durable as it comes; its own housekeeping is kept out of the measurement.
  start postgres "${as_postgres[@]}" "$programs/postgres" -D "$data" -p "$port" -k "$data" \
    -c listen_addresses=127.0.0.1 -c max_connections=150 -c autovacuum=off -c checkpoint_timeout=1h -c max_wal_size=32GB
  "$programs/psql" -q -h 127.0.0.1 -p "$port" -U bench postgres \
    -c 'CREATE TABLE event (row bigserial PRIMARY KEY, payload bytea NOT NULL)'
}

start_regard() {
  local data
  data=$(mktemp -d "$dir/regard.XXXXXX")
  load_options[regard]="--server regard --port ${port_of[regard]} --token-file $data/demo-integration-token"
  load_options[regard]+=" --candidate lea.bernard --assessor claire.martin"
  start regard "$bin/regard-server" --demo --port "${port_of[regard]}" --data "$data" --pages tests/support/pages \
    --memory-limit 8192 # of which ten thousand connections of one program are counted half a megabyte each
}
