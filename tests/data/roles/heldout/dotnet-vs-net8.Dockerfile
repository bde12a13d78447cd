FROM mcr.microsoft.com/dotnet/runtime:8.0 AS base
WORKDIR /app
USER app

FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
ARG CONFIGURATION=Release
WORKDIR /src
COPY nuget.config Directory.Build.props ./
COPY ["Heron.Worker/Heron.Worker.csproj", "Heron.Worker/"]
RUN dotnet restore Heron.Worker/Heron.Worker.csproj
COPY . .
WORKDIR /src/Heron.Worker
RUN dotnet build Heron.Worker.csproj -c $CONFIGURATION -o /app/build

FROM build AS publish
ARG CONFIGURATION=Release
RUN dotnet publish Heron.Worker.csproj -c $CONFIGURATION -r linux-x64 --self-contained false -o /app/publish

FROM base AS final
COPY --from=publish /app/publish .
ENV Logging__Console__FormatterName=json
ENTRYPOINT ["dotnet", "Heron.Worker.dll"]
