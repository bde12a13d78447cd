FROM ros:humble-ros-base AS base
SHELL ["/bin/bash", "-c"]
RUN apt-get update && apt-get install -y ros-humble-cv-bridge ros-humble-tf2-ros && rm -rf /var/lib/apt/lists/*
ENV ROS_DOMAIN_ID=17

FROM base AS devel
ARG USERNAME=ros
ARG USER_UID=1000
RUN apt-get update && apt-get install -y gdb vim tmux bash-completion python3-colcon-mixin clang-format ssh sudo \
 && useradd -m -u $USER_UID -s /bin/bash $USERNAME \
 && echo "$USERNAME ALL=(root) NOPASSWD:ALL" > /etc/sudoers.d/$USERNAME
RUN echo "source /opt/ros/humble/setup.bash" >> /home/$USERNAME/.bashrc
USER $USERNAME
CMD ["bash"]

FROM base AS builder
WORKDIR /ws
COPY src src
RUN source /opt/ros/humble/setup.bash && rosdep update && rosdep install --from-paths src -iy && colcon build --install-base /opt/rover --merge-install

FROM base AS robot
COPY --from=builder /opt/rover /opt/rover
COPY entrypoint.sh /
ENTRYPOINT ["/entrypoint.sh"]
CMD ["ros2", "launch", "rover_bringup", "rover.launch.py"]
