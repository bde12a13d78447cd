FROM alpine:3.17 AS build
RUN apk add --no-cache asio-dev catch2 cmake g++ samurai
WORKDIR /echo
COPY CMakeLists.txt .
COPY cmake cmake
COPY src src
COPY test test
RUN cmake -S . -B /echo/out -G Ninja -DECHO_TESTS=ON -DCMAKE_BUILD_TYPE=RelWithDebInfo && cmake --build /echo/out

FROM build AS tests
RUN ctest --test-dir /echo/out --output-on-failure

FROM alpine:3.17
RUN apk add --no-cache libstdc++
COPY --from=build /echo/out/echo-server /usr/bin/
CMD ["echo-server"]
