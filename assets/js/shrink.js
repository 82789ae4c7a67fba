// A picture chosen in a field marked data-shrink is made smaller before it is sent: a telephone's weighs several megabytes, and the
// network of a school is slow. The server reads any that comes as it is.

const LONGEST = 1600;
const LIGHT = 700_000;

const shrunk = async (file) => {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.88));
  return blob && blob.size < file.size ? new File([blob], "image.jpg", { type: "image/jpeg" }) : file;
};

addEventListener("change", async (event) => {
  const field = event.target;
  const file = field.matches?.("input[type=file][data-shrink]") && field.files[0];
  if (!file || file.size <= LIGHT) return;
  try {
    const smaller = await shrunk(file);
    // Another one may have been chosen meanwhile.
    if (field.files[0] !== file) return;
    const chosen = new DataTransfer();
    chosen.items.add(smaller);
    field.files = chosen.files;
  } catch {
    // No picture, or one that this browser cannot open: the server says so.
  }
});
