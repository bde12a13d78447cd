FROM mcr.microsoft.com/dotnet/core/sdk:3.1-alpine as build
WORKDIR /app
COPY *.sln .
COPY Parcels.Web/*.csproj Parcels.Web/
COPY Parcels.Tests/*.csproj Parcels.Tests/
RUN dotnet restore
COPY . .
RUN dotnet build --no-restore

FROM build as testrunner
WORKDIR /app/Parcels.Tests
ENTRYPOINT ["dotnet", "test", "--no-build", "--logger:trx"]

FROM build as publish
RUN dotnet publish Parcels.Web -c Release -o /out

FROM mcr.microsoft.com/dotnet/core/aspnet:3.1-alpine
WORKDIR /app
COPY --from=publish /out ./
ENTRYPOINT ["dotnet", "Parcels.Web.dll"]
