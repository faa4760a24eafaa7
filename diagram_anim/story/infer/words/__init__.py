"""What words say, wherever they stand: of whom they speak, what befalls it, how much of it there is."""
