#!/usr/bin/env bash
# An AppImage of a built program: packaging/linux/appimage.sh dist/headwater OUT_FOLDER. NOT RUN YET.
# Needs appimagetool in PATH. Build on the oldest system that is to run it: the C library must not be newer than theirs.
set -euo pipefail
program=$(realpath "$1")
out=$(realpath "$2")
here=$(cd "$(dirname "$0")" && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

mkdir -p "$root/usr/lib" "$root/usr/share/metainfo"
cp -a "$program" "$root/usr/lib/headwater"
cp "$here/headwater.desktop" "$here/headwater.svg" "$root/"
cp "$here/org.headwater.Headwater.metainfo.xml" "$root/usr/share/metainfo/org.headwater.Headwater.appdata.xml"
cat > "$root/AppRun" <<'RUN'
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/usr/lib/headwater/headwater" "$@"
RUN
chmod 755 "$root/AppRun"

appimagetool --no-appstream "$root" "$out/Headwater-$(uname -m).AppImage"
"$out/Headwater-$(uname -m).AppImage" selftest
