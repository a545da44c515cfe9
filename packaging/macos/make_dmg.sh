#!/usr/bin/env bash
# A disk image of dist/Headwater.app: packaging/macos/make_dmg.sh VERSION. NOT RUN YET.
# Signs and notarises where SIGNING_IDENTITY and NOTARY_PROFILE (a keychain profile of notarytool) are set; says so otherwise.
set -euo pipefail
version=$1
here=$(cd "$(dirname "$0")" && pwd)
app="$here/../../dist/Headwater.app"
image="$here/../../dist/headwater-$version.dmg"

if [ -n "${SIGNING_IDENTITY:-}" ]; then
    codesign --force --deep --options runtime --timestamp --entitlements "$here/entitlements.plist" \
        --sign "$SIGNING_IDENTITY" "$app"
    codesign --verify --strict "$app"
else
    echo "No SIGNING_IDENTITY: the program is not signed, and macOS will warn whoever opens it." >&2
fi

"$app/Contents/MacOS/headwater" selftest
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname Headwater -srcfolder "$folder" -format UDZO -ov "$image"

if [ -n "${SIGNING_IDENTITY:-}" ] && [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
else
    echo "No NOTARY_PROFILE: the image is not notarised." >&2
fi
