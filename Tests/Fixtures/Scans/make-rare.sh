#!/bin/sh
# Makes the rarer kinds of pictures of the same sheet: Pillow, and heif-enc of libheif (Debian: libheif-examples).
set -eu
cd "$(dirname "$0")"
python3 - <<'EOF'
from PIL import Image
sheet = Image.open("colour.png").convert("RGB")
sheet.save("sheet.bmp", dpi=(300, 300))
sheet.convert("P", palette=Image.ADAPTIVE, colors=8).save("sheet.gif")
sheet.save("lossy.webp", quality=95)
sheet.save("lossless.webp", lossless=True)
sheet.save("lossless.jp2", irreversible=False)
sheet.save("lossy.j2k", irreversible=True, quality_mode="rates", quality_layers=[4])
EOF
heif-enc -q 90 -p chroma=444 colour.png -o sheet.heic
heif-enc -A -q 90 -p chroma=444 colour.png -o sheet.avif
