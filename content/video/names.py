"""What the outputs beside the MP4s are called; `240p`, `360p` … are named by their rung."""

POSTER, POSTER_WEBP = "poster", "poster-webp"
AUDIO, AUDIO_SMALL = (
    "audio",
    "audio-opus",
)  # for listening: AAC plays everywhere, Opus is a third of the bytes
LOUDSPEAKER = "loudspeaker"  # MP3 for the commune's loudspeakers, made loud and narrow
HLS = "hls"
STORYBOARD, SPRITE = "storyboard", "storyboard-jpg"  # the WebVTT, and the picture it points into
