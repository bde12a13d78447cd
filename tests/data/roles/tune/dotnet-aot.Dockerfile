FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:8.0-jammy AS sdk
ARG TARGETARCH
RUN apt-get update && apt-get install -y clang zlib1g-dev
WORKDIR /source
COPY . .
RUN dotnet publish -a $TARGETARCH -o /app Ticker.csproj && rm /app/*.dbg

FROM mcr.microsoft.com/dotnet/runtime-deps:8.0-jammy-chiseled
WORKDIR /app
COPY --from=sdk /app .
ENTRYPOINT ["./Ticker"]
