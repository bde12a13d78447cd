#See https://aka.ms/containerfastmode to understand how Visual Studio uses this file.

FROM mcr.microsoft.com/dotnet/aspnet:6.0 AS base
WORKDIR /app
EXPOSE 80
EXPOSE 443

FROM mcr.microsoft.com/dotnet/sdk:6.0 AS build
WORKDIR /src
COPY ["Greenhouse.Api/Greenhouse.Api.csproj", "Greenhouse.Api/"]
COPY ["Greenhouse.Data/Greenhouse.Data.csproj", "Greenhouse.Data/"]
RUN dotnet restore "Greenhouse.Api/Greenhouse.Api.csproj"
COPY . .
WORKDIR "/src/Greenhouse.Api"
RUN dotnet build "Greenhouse.Api.csproj" -c Release -o /app/build

FROM build AS publish
RUN dotnet publish "Greenhouse.Api.csproj" -c Release -o /app/publish /p:UseAppHost=false

FROM base AS final
WORKDIR /app
COPY --from=publish /app/publish .
ENTRYPOINT ["dotnet", "Greenhouse.Api.dll"]
