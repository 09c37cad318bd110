"""Commitments (政府承诺事项) and help asked by kind (企业点菜): registered, shown to be kept, confirmed, or lapsed."""
