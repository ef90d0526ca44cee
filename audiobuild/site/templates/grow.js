/* For pages of others: a frame with our small player becomes as high as it asks to be. */
addEventListener("message", ({ data, source }) => {
  if (data?.audiobuild !== "height" || !(data.height > 0 && data.height < 1200)) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source) frame.style.height = `${Math.max(180, Math.ceil(data.height))}px`;
  }
});
