# Shared by the scripts of ops/: where things are, and installing what is missing. Sourced, not run.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

packages=(
    libpq-dev postgresql postgresql-client pgbouncer libcurl4-openssl-dev libgmime-3.0-dev libsimdjson-dev libzstd-dev
    zlib1g-dev pkg-config openssl curl util-linux python3 python3-venv procps
)

say() { if [[ -t 2 ]]; then printf '\033[1;36m==>\033[0m %s\n' "$*" >&2; else printf '==> %s\n' "$*" >&2; fi; }
die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

# Installs the Debian packages that are missing, and says which.
install_packages() {
    local missing=()
    for package in "${packages[@]}"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [[ ${#missing[@]} -eq 0 ]] && return
    local become=()
    if [[ $EUID -ne 0 ]]; then
        command -v sudo >/dev/null || die "these Debian packages are missing, and there is no sudo: ${missing[*]}"
        become=(sudo)
    fi
    say "installing ${missing[*]}"
    # The package's own cluster is not wanted: Watchfloor makes one under its data directory.
    "${become[@]}" mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' |
        "${become[@]}" tee /etc/postgresql-common/createcluster.d/watchfloor.conf >/dev/null
    "${become[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${become[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Makes the virtual environment and installs the Python packages named, unless they are there.
install_python() {
    [[ -x .venv/bin/python ]] || { say 'making .venv'; python3 -m venv .venv; }
    local missing=()
    for requirement in "$@"; do
        .venv/bin/python - "$requirement" <<'PYTHON' || missing+=("$requirement")
import importlib.metadata, re, sys
try:
    importlib.metadata.version(re.split("[<>=]", sys.argv[1])[0])
except importlib.metadata.PackageNotFoundError:
    sys.exit(1)
PYTHON
    done
    [[ ${#missing[@]} -eq 0 ]] && return
    say "installing ${missing[*]} into .venv"
    .venv/bin/pip install --quiet --disable-pip-version-check "${missing[@]}"
}

require_swift() {
    command -v swift >/dev/null || die 'Swift 6.3 is needed on the PATH: https://www.swift.org/install/linux/'
    swift --version 2>/dev/null | grep -qE 'Swift version (6\.[3-9]|[7-9])' || die 'Swift 6.3 or later is needed'
}

smtp_requirement='aiosmtpd>=1.4,<2'
contract_requirements=('schemathesis>=4.32,<5' 'openapi-spec-validator>=0.9,<1')
build_flags=(--explicit-target-dependency-import-check error)
