"""What there is, told plainly: data along arrows, boxes lit, groups, orders, pictures in a row."""
