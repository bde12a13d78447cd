"""A figure as a text that one can review: what stands where, what ends where, what is said."""

from __future__ import annotations

from mkdocs_multistage.render.layout import lay_out
from mkdocs_multistage.render.picture import picture
from mkdocs_multistage.render.rail import trunks


def dump(analysis):
    found = picture(analysis)
    if found is None:
        return "nothing\n"
    lines = ["picture"]
    for place, node in enumerate(found.nodes):
        state = "target" if node.is_target else "skipped" if node.is_skipped else ""
        base = node.base or (f"on {found.nodes[node.base_stage].key}" if node.base_stage is not None else "")
        lines.append(f"  {place:2} {node.key:3} {node.role:8} {node.name or '(unnamed)':12} {base:36} {state}".rstrip())
    for edge in found.edges:
        faint = " skipped" if edge.is_skipped else ""
        lines.append(f"  {edge.source} -{edge.kind}-> {edge.target} {', '.join(edge.paths)}{faint}".rstrip())
    layout = lay_out(found)
    lines.append(f"cards {layout.width:g} x {layout.height:g}")
    for rank in range(layout.ranks):
        column = sorted((card for card in layout.cards if card.rank == rank), key=lambda card: card.y)
        for card in column:
            ports = " ".join(f"{port.edge.kind}:{port.edge.source}@{port.y:g}" for port in card.ports)
            lines.append(
                f"  rank {rank}  {card.place} at {card.x:g},{card.y:g} size {card.width:g}x{card.height:g}  {ports}".rstrip()
            )
    for route in layout.routes:
        lanes = "".join(f" lane {y:g}" for _, _, y in route.lanes)
        lines.append(
            f"  {route.edge.source} -{route.edge.kind}-> {route.edge.target}: {route.start[1]:g}{lanes} to {route.end[1]:g}"
        )
    lines.append("rail")
    lines += [
        f"  lane {trunk.lane}: {trunk.source} -{trunk.kind}-> {' '.join(map(str, trunk.targets))}"
        for trunk in trunks(found)
    ]
    return "\n".join(lines) + "\n"
