FROM mcr.microsoft.com/dotnet/sdk:7.0-alpine AS client
RUN apk add --no-cache python3 && dotnet workload install wasm-tools
WORKDIR /Allotment
COPY Allotment.Client/ .
RUN dotnet publish -c Release -o /dist

FROM nginx:1.25-alpine
COPY --from=client /dist/wwwroot /usr/share/nginx/html
COPY nginx.conf /etc/nginx/nginx.conf
