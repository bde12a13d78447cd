FROM mcr.microsoft.com/dotnet/sdk:8.0 AS sdk
FROM mcr.microsoft.com/dotnet/aspnet:8.0 AS aspnet

FROM sdk AS src
WORKDIR /src
COPY . .
RUN dotnet restore && dotnet build -c Release --no-restore

FROM src AS bundle
RUN dotnet tool install --global dotnet-ef --version 8.0.4
ENV PATH="$PATH:/root/.dotnet/tools"
RUN dotnet ef migrations bundle -p Ferry.Data -s Ferry.Api --self-contained -o /efbundle

FROM src AS out
RUN dotnet publish Ferry.Api -c Release --no-build -o /out

FROM aspnet AS migrator
COPY --from=bundle /efbundle /efbundle
ENTRYPOINT ["/bin/sh", "-c", "/efbundle --connection \"$FERRY_DB\""]

FROM aspnet
WORKDIR /app
COPY --from=out /out .
EXPOSE 8080
ENTRYPOINT ["dotnet", "Ferry.Api.dll"]
