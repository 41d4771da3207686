@main
struct Sohoa {
    static func main() {}
}
