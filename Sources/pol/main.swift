print("pol")
