"""What compilers, build systems and packers do."""

from __future__ import annotations

from mkdocs_multistage.roles.tables.model import Table, any_of

_COMPILERS = any_of(
    "ar as c++ cc clang clang++ crystal dmd dpcpp em++ emcc fpc g++ gcc gfortran ghc gnatmake hipcc icpx ld ldc2 lld musl-gcc nasm nim nvcc "
    "odin ponyc swiftc tcc xx-clang xx-clang++ yasm"
)
# Cross compilers carry their target in front: `aarch64-linux-gnu-gcc`.
_CROSS = any_of("*-ar *-as *-cc *-clang *-clang++ *-g++ *-gcc *-ld *-objcopy *-strip")
_SYSTEMS = any_of(
    "b2 bjam buck buck2 catkin catkin_make earthly nmake pants please plz premake5 qbs qmake redo scons tup waf xmake"
)
_PACKERS = any_of(
    "abuild alien appimagetool cpack debuild dpkg-buildpackage dpkg-deb fpm genisoimage grub-mkrescue linuxdeploy makensis makepkg mkfs* "
    "mksquashfs nfpm rpmbuild xorriso"
)
_CHECKERS = any_of("afl-fuzz clang-tidy cppcheck cpplint ctest gcovr iwyu lcov scan-build valgrind")

NATIVE: Table = {
    "cmake -E|-P": "idle",
    "cmake": "build",
    "ninja ~test|~check": "test",
    "ninja|samu": "build",
    "make|gmake|bmake|mingw32-make <script>": "build",
    "meson test": "test",
    "meson": "build",
    "colcon build": "build",
    "colcon test|test-result": "test",
    "colcon": "idle",
    "rosdep": "deps",
    "configure|autogen.sh|autoreconf|buildconf|bootstrap.sh|config|Configure": "build",
    "bazel|bazelisk fetch|sync": "deps",
    "bazel|bazelisk test|coverage": "test",
    "bazel|bazelisk build|run": "build",
    f"{_SYSTEMS}": "build",
    "vcpkg install": "deps",
    "vcpkg": "idle",
    "bootstrap-vcpkg.sh": "tool",
    "conan install|download": "deps",
    "conan create|build": "build",
    "conan": "idle",
    f"{_COMPILERS}": "build",
    f"{_CROSS}": "build",
    # what is stripped was made or installed before
    "strip": "idle",
    "upx|objcopy|patchelf|install_name_tool": "build",
    "dpkg-deb -I|-x|-c|-e|-R|--info|--contents|--extract": "idle",
    "clang-format -i": "generate",
    f"clang-format|{_CHECKERS}": "test",
    f"{_PACKERS}": "build",
    "xx-verify": "idle",
    "xx-info": "idle",
}
