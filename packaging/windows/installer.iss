; The Windows installer, by Inno Setup 6: iscc /DVersion=0.1.0 packaging\windows\installer.iss. NOT RUN YET.
; It installs for one user without an administrator, or for all if the person chooses so.
#ifndef Version
  #error Say the version of pyproject.toml: iscc /DVersion=...
#endif

[Setup]
AppId={{6C0B1E0C-4B7D-4E63-9C54-0A6C5B6A7C11}
AppName=Headwater
AppVersion={#Version}
AppPublisher=The Headwater contributors
DefaultDirName={autopf}\Headwater
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=headwater-{#Version}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
UninstallDisplayIcon={app}\headwater-window.exe

[Tasks]
Name: desktopicon; Description: "An icon on the desktop"; Flags: unchecked

[Files]
Source: "..\..\dist\headwater\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\Headwater"; Filename: "{app}\headwater-window.exe"
Name: "{autodesktop}\Headwater"; Filename: "{app}\headwater-window.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\headwater.exe"; Parameters: "selftest"; Description: "Check the installation"; Flags: postinstall skipifsilent unchecked
Filename: "{app}\headwater-window.exe"; Description: "Start Headwater"; Flags: postinstall nowait skipifsilent
