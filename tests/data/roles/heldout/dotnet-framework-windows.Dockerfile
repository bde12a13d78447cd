# escape=`

FROM mcr.microsoft.com/dotnet/framework/sdk:4.8-windowsservercore-ltsc2019 AS builder
SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
WORKDIR C:\src
COPY src\Intranet.sln .
COPY src\Intranet\packages.config .\Intranet\
RUN nuget restore Intranet.sln
COPY src .
RUN msbuild Intranet.sln `
      /p:OutputPath=C:\out `
      /p:DeployOnBuild=true `
      /p:Configuration=Release

FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2019
ENV APP_ROOT=C:\web
WORKDIR ${APP_ROOT}
RUN Import-Module WebAdministration; `
    Remove-Website 'Default Web Site'; `
    New-Website -Name 'intranet' -PhysicalPath $env:APP_ROOT -Port 80
COPY --from=builder C:\out\_PublishedWebsites\Intranet ${APP_ROOT}
