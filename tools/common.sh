# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What tools/run and tools/test share. Sourced by them, from anywhere; sets `root` to the checkout.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root

say() { printf '%s\n' "$*" >&2; }
die() {
    say "$*"
    exit 1
}

# The lines of tools/packages.txt without comments: a package, or a|b.
wanted_packages() { sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$root/tools/packages.txt"; }

# Those of which neither name is installed. Asks dpkg once, which takes some hundredths of a second.
missing_packages() {
    local line name
    local -A installed=()
    # dpkg-query fails as soon as it does not know one name; what it does know is printed all the same.
    # shellcheck disable=SC2046 # one word a name is what is meant
    while read -r name; do
        installed[$name]=1
    done < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $(wanted_packages | tr '|' ' ') 2>/dev/null |
        sed -n 's/^installed //p')
    while read -r line; do
        for name in ${line//|/ }; do
            [[ -z ${installed[$name]:-} ]] || continue 2
        done
        printf '%s\n' "$line"
    done < <(wanted_packages)
}

# Installs what is missing. With nothing missing no package manager is touched.
ensure_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        if [[ -n ${MINEMAP_SKIP_PACKAGES:-} ]]; then
            return
        fi
        say "This system has no apt-get, so the libraries have to be installed by hand (names as in Debian):"
        wanted_packages | sed -e 's/^/  /' -e 's/|/ or /' >&2
        die "Install them, then run this again with MINEMAP_SKIP_PACKAGES=1."
    fi
    local missing
    missing=$(missing_packages)
    if [[ -z $missing ]]; then
        return
    fi
    local as_root=()
    if [[ $(id -u) -ne 0 ]]; then
        command -v sudo >/dev/null ||
            die "These packages are missing: ${missing//$'\n'/ }. Run this as root, or install sudo."
        as_root=(sudo)
    fi
    say "Installing ${missing//$'\n'/ }"
    "${as_root[@]}" apt-get update -q >&2
    local names=() line name
    while read -r line; do
        for name in ${line//|/ }; do
            if [[ -n $(apt-cache madison "$name" 2>/dev/null) ]]; then
                names+=("$name")
                continue 2
            fi
        done
        die "This release of the system has no package ${line/|/ or }. minemap is built for Debian 12 and 13 and Ubuntu 24.04."
    done <<<"$missing"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${names[@]}" >&2
}

# build_quietly <folder> <targets>: ninja, showing only real work.
build_quietly() {
    local folder=$1
    shift
    # grep ends with 1 when it has nothing to show; the status that counts is ninja's.
    { ninja -C "$folder" "$@" 2>&1 || return 1; } |
        { grep -Ev '^(ninja: (Entering directory|no work to do)|\[0/[0-9]+\] Re-checking globbed)' >&2 || true; }
}
