import DocumentModel

/// Puts the small raised 2 of square metres, which models of print have no character for, where it belongs: `m²`.
enum SuperscriptTwo {
    /// The lines, with a raised 2 that was read as a line of its own taken into the `m` before it.
    static func joined(in lines: [TextLine]) -> [TextLine] {
        var lines = lines
        var taken = Set<Int>()
        for (index, line) in lines.enumerated() {
            guard line.words.count == 1, isTwo(line.words[0].text) else { continue }
            let two = line.words[0].box
            for other in lines.indices where other != index {
                guard
                    let place = lines[other].words.firstIndex(where: { $0.text == "m" && isRaised(two, after: $0.box) })
                else { continue }
                lines[other].words[place].text = "m²"
                lines[other].words[place].box = lines[other].words[place].box.union(two)
                taken.insert(index)
                break
            }
        }
        return lines.indices.filter { !taken.contains($0) }.map { lines[$0] }
    }

    /// Whether what stands after an `m` is read as it, when it stands raised.
    static func isTwo(_ text: String) -> Bool {
        ["2", "?", "\"", "”", "?_", "2_", "\"_"].contains(text)
    }

    /// Whether a box stands close behind a letter as low as `m`, its foot above the letter's.
    static func isRaised(_ box: PixelBox, after letter: PixelBox) -> Bool {
        let gap = box.x - letter.maxX
        return gap >= -letter.width / 4 && gap <= letter.height && box.height <= 2 * letter.height
            && box.y < letter.y + letter.height / 4
            && Double(box.maxY) < Double(letter.maxY) - 0.25 * Double(letter.height)
            && box.maxY > letter.y
    }
}
