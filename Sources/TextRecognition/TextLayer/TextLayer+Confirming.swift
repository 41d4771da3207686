import DocumentModel

extension TextLayer {
    /// Readings in which the words that the layer has at their places as well are certain: two evidences agree, and
    /// nobody needs to read them again.
    func confirming(_ readings: [[Word]]) -> [[Word]] {
        var texts: [String: [PixelBox]] = [:]
        for word in lines.flatMap(\.words) { texts[word.text, default: []].append(word.box) }
        return readings.map { words in
            words.map { word in
                guard let boxes = texts[word.text], boxes.contains(where: { $0.isAtPlace(of: word.box) }) else {
                    return word
                }
                var word = word
                word.confidence = LayerVerdict.certain
                return word
            }
        }
    }
}
