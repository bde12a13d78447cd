FROM mcr.microsoft.com/dotnet/aspnet:6.0 AS base
WORKDIR /app
ENV ASPNETCORE_URLS=http://+:5080
EXPOSE 5080

FROM mcr.microsoft.com/dotnet/sdk:6.0 AS build
WORKDIR /src
COPY ["Greenhouse.Api/Greenhouse.Api.csproj", "Greenhouse.Api/"]
COPY ["Greenhouse.Data/Greenhouse.Data.csproj", "Greenhouse.Data/"]
RUN dotnet restore Greenhouse.Api
COPY . .
RUN dotnet build Greenhouse.Api --configuration Release --no-restore

FROM build AS publish
RUN dotnet publish Greenhouse.Api --configuration Release --no-build --output /publish

FROM base AS final
COPY --from=publish /publish .
HEALTHCHECK CMD wget -qO- http://localhost:5080/health || exit 1
ENTRYPOINT ["dotnet", "Greenhouse.Api.dll"]
