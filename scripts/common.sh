# What the scripts in this folder share; sourced by them. `checkout` and `log` are set before.

fail() {
  echo "${0##*/}: $1" >&2
  exit 1
}

# require TOOL...: fails when one is not there.
require() {
  local tool missing=()
  for tool in "$@"; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  ((${#missing[@]} == 0)) || fail "missing: ${missing[*]}
  on Debian: apt-get install openjdk-17-jdk-headless maven nodejs npm python3 python3-venv"
}

# is_newer STAMP FOLDER...: whether nothing that is built from the folders has changed since STAMP.
is_newer() {
  local stamp=$1
  shift
  [[ -e $stamp ]] && [[ -z $(find "$checkout/pom.xml" "${@/#/$checkout/}" \
    \( -name target -o -path '*/src/test' -o -name __pycache__ \) -prune -o -type f -newer "$stamp" -print -quit) ]]
}

# build STAMP ARGUMENT...: packages with Maven, with a line per module, and touches STAMP.
build() {
  local stamp=$1 began=$SECONDS
  shift
  printf 'Building; Maven says everything in %s\n' "$log"
  mkdir -p "$(dirname "$log")"
  mvn -B -f "$checkout/pom.xml" -DskipTests "$@" package 2>&1 | tee "$log" |
    while IFS= read -r line; do
      if [[ $line =~ ^\[INFO\]\ Building\ (Trueup.*[^ ])\ +[0-9.]+-SNAPSHOT ]]; then
        printf '[%6d s] %s\n' $((SECONDS - began)) "${BASH_REMATCH[1]}"
      fi
    done ||
    fail "Maven could not build; are its repositories reached? The end of what it said:
$(grep '^\[ERROR\]' "$log" | head -n 12)"
  mkdir -p "$(dirname "$stamp")"
  touch "$stamp"
}
