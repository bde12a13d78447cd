FROM mcr.microsoft.com/vscode/devcontainers/cpp:ubuntu-22.04 AS vcpkg-base
RUN apt-get update && apt-get install -y bison flex autoconf pkg-config zip
ENV VCPKG_FORCE_SYSTEM_BINARIES=1

FROM vcpkg-base AS libs
WORKDIR /manifest
COPY vcpkg.json vcpkg-configuration.json ./
RUN ${VCPKG_ROOT}/vcpkg install --triplet x64-linux-release --x-install-root=/opt/vcpkg_installed

FROM libs AS compile
COPY . /code
RUN cmake -S /code -B /code/build -DCMAKE_TOOLCHAIN_FILE=${VCPKG_ROOT}/scripts/buildsystems/vcpkg.cmake \
    -DVCPKG_INSTALLED_DIR=/opt/vcpkg_installed -DCMAKE_BUILD_TYPE=Release \
 && cmake --build /code/build -j \
 && cpack --config /code/build/CPackConfig.cmake -G DEB -B /packages

FROM scratch AS deb
COPY --from=compile /packages/*.deb /
