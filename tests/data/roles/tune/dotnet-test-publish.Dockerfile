FROM mcr.microsoft.com/dotnet/sdk:8.0-alpine AS restore
WORKDIR /sln
COPY *.sln Directory.Packages.props ./
COPY src/Lodge/Lodge.csproj src/Lodge/
COPY tests/Lodge.Tests/Lodge.Tests.csproj tests/Lodge.Tests/
RUN dotnet restore

FROM restore AS build
COPY . .
RUN dotnet build --no-restore -c Release

FROM build AS test
RUN dotnet test --no-build -c Release --logger trx --results-directory /testresults

FROM build AS publish
RUN dotnet publish src/Lodge/Lodge.csproj --no-build -c Release -o /publish

FROM mcr.microsoft.com/dotnet/aspnet:8.0-alpine
RUN apk add --no-cache icu-libs
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false
COPY --from=publish /publish /srv
WORKDIR /srv
USER app
ENTRYPOINT ["dotnet", "Lodge.dll"]
