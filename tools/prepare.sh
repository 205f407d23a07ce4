#!/bin/sh
# Prepare one thing that a make target needs: venv PYTHON | browser | javascript | gdal | readers.
# What is missing is installed with Debian's tools where that is allowed (as root); where not, one line says what to install.
set -eu

install_or_say() { # install_or_say WHAT PACKAGE…
    what=$1
    shift
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "installing $what ($*) …"
        # The list of packages may be older than the packages: refresh it once.
        if { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >.make/apt.log 2>&1; then
            return 0
        fi
        tail -n 5 .make/apt.log >&2
    fi
    echo "$what is missing: please install it (on Debian or Ubuntu: sudo apt-get install $*) and run make again" >&2
    exit 1
}

case $1 in
venv)
    python=$2
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "Python 3.11 or newer is needed; name it with: make PYTHON=/path/to/python3.11 …" >&2
        exit 1
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        install_or_say "Python's venv" python3-venv
    fi
    rm -rf .venv
    "$python" -m venv .venv
    ;;
browser)
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name" >/dev/null 2>&1; then
            exit 0
        fi
    done
    install_or_say "Chromium" chromium
    ;;
javascript)
    if ! command -v npm >/dev/null 2>&1; then
        install_or_say "Node.js with npm" nodejs npm
    fi
    echo "installing the linters of the JavaScript …"
    npm install --silent --no-package-lock --no-audit --no-fund
    ;;
gdal)
    # The tests that need GDAL's commands are skipped with a word where they cannot be installed.
    command -v ogr2ogr >/dev/null 2>&1 || (install_or_say "GDAL's commands" gdal-bin) || true
    ;;
readers)
    # Programs that read what we export, each tried twice; those that are not to be had stay named in .make/unread.
    : >.make/unread
    for packages in "firefox-esr" "gdal-bin" "python3-qgis" "r-base-core r-cran-sf" "postgresql postgresql-postgis"; do
        # shellcheck disable=SC2086 # the words are package names
        (install_or_say "readers" $packages) || (install_or_say "readers" $packages) || echo "$packages" >>.make/unread
    done
    ;;
esac
