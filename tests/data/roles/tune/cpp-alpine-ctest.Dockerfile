FROM alpine:3.17 AS build
RUN apk update && apk add --no-cache autoconf build-base binutils cmake curl file gcc g++ git libgcc libtool linux-headers make musl-dev ninja tar unzip
WORKDIR /lib
COPY CMakeLists.txt .
COPY include include
COPY source source
COPY tests tests
RUN cmake -B out -DBUILD_TESTING=ON -GNinja . && cmake --build out

FROM build AS tests
RUN ctest --test-dir out --output-on-failure

FROM alpine:3.17
RUN apk add --no-cache libstdc++
COPY --from=build /lib/out/echo-server /usr/bin/
CMD ["echo-server"]
