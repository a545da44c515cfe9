; The Windows installer, by Inno Setup 6.3 or newer: iscc /DVersion=0.1.0 packaging\windows\installer.iss. NOT RUN YET.
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
MinVersion=10.0.17763
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
ChangesAssociations=yes
VersionInfoVersion={#Version}
UninstallDisplayIcon={app}\headwater-window.exe

[Tasks]
Name: desktopicon; Description: "An icon on the desktop"; Flags: unchecked

[Files]
Source: "..\..\dist\headwater\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

; Audit files open with a double click; the type goes when the program goes.
[Registry]
Root: HKA; Subkey: "Software\Classes\.headwater"; ValueType: string; ValueName: ""; ValueData: "Headwater.audit"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.headwater"; ValueType: string; ValueName: "Content Type"; ValueData: "application/vnd.headwater.audit+zip"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.headwater\OpenWithProgids"; ValueType: string; ValueName: "Headwater.audit"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Headwater.audit"; ValueType: string; ValueName: ""; ValueData: "Headwater audit"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Headwater.audit\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\headwater-window.exe,0"
Root: HKA; Subkey: "Software\Classes\Headwater.audit\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\headwater-window.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\headwater-window.exe\SupportedTypes"; ValueType: string; ValueName: ".headwater"; ValueData: ""; Flags: uninsdeletekey

[Icons]
Name: "{autoprograms}\Headwater"; Filename: "{app}\headwater-window.exe"
Name: "{autodesktop}\Headwater"; Filename: "{app}\headwater-window.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\headwater.exe"; Parameters: "selftest"; Description: "Check the installation"; Flags: postinstall skipifsilent unchecked
Filename: "{app}\headwater-window.exe"; Description: "Start Headwater"; Flags: postinstall nowait skipifsilent
