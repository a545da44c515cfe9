#!/usr/bin/env bash
# A disk image of dist/Headwater.app: packaging/macos/make_dmg.sh VERSION. NOT RUN YET.
# The build signs the program where SIGNING_IDENTITY is set; here the image is signed with it, and notarised where
# NOTARY_PROFILE (a keychain profile made by `xcrun notarytool store-credentials`) is set too. Says what it did not do.
set -euo pipefail
version=$1
dist=$(cd "$(dirname "$0")/../../dist" && pwd)
app="$dist/Headwater.app"
image="$dist/headwater-$version.dmg"

"$app/Contents/MacOS/headwater" selftest
if [ -n "${SIGNING_IDENTITY:-}" ]; then
    codesign --verify --deep --strict "$app"
else
    echo "No SIGNING_IDENTITY: the program is not signed, and macOS will warn whoever opens it." >&2
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
# Beside the program and not in it: a file added to a signed bundle breaks its signature.
cp "$dist/headwater/THIRD_PARTY.md" "$dist/headwater/LICENSE.txt" "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname Headwater -srcfolder "$folder" -format UDZO -ov "$image"

if [ -n "${SIGNING_IDENTITY:-}" ]; then
    codesign --timestamp --sign "$SIGNING_IDENTITY" "$image"
fi
if [ -n "${SIGNING_IDENTITY:-}" ] && [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature "$image"
else
    echo "No SIGNING_IDENTITY or no NOTARY_PROFILE: the image is not notarised." >&2
fi
