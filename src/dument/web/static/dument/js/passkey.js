// The one script of the account pages: asks the device for a passkey, then sends the form that waits for it.
// Without it, or on a device that has none, the page's other way (a code) stands beside.
"use strict";

function told(form, sentence) {
  const place = form.querySelector("[data-told]");
  place.textContent = sentence;
  place.hidden = false;
}

async function asked(form) {
  const options = JSON.parse(form.dataset.passkey).publicKey;
  if (form.dataset.making === "yes") {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return navigator.credentials.get({ publicKey });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const able = window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON;
  if (!able) {
    told(form, form.dataset.unable);
    continue;
  }
  form.querySelector("button").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      form.elements.credential.value = JSON.stringify(await asked(form));
      form.submit();
    } catch {
      told(form, form.dataset.refused);
    }
  });
}
